"""`drita staff create` and `drita staff password`: the first log-in of an installation, and a forgotten password."""

import argparse
import getpass
import secrets
import sys

from drita.interfaces.commands.command import Command, Console
from drita.modules.organisation.choices import Role
from drita.modules.organisation.operations.create_staff import RoleGrant, create_staff
from drita.modules.organisation.operations.set_password import set_password
from drita.rules.words import Words

_ASK = Words(sq="Fjalëkalimi i ri i {username}: ", en="New password of {username}: ")
_CREATED = Words(sq="{full_name} u regjistrua si {username}.", en="{full_name} was stored as {username}.")
_CHANGED = Words(sq="Fjalëkalimi i {username} u ndryshua.", en="The password of {username} was changed.")
_MADE = Words(sq="Fjalëkalimi: {password}", en="Password: {password}")


def _password(username: str, console: Console) -> str:
    """Ask at a terminal; take the first line of a pipe; make one up when there is neither."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(_ASK.in_language(console.language, username=username))
    given = sys.stdin.readline().rstrip("\n") if sys.stdin is not None else ""
    if given:
        return given
    made = secrets.token_urlsafe(12)
    console.say(_MADE, password=made)
    return made


def _create(arguments: argparse.Namespace, console: Console) -> int:
    staff = create_staff(
        username=arguments.username,
        full_name=arguments.full_name,
        grants=[
            RoleGrant(role=role, region_code=arguments.region or "", agency_code=arguments.agency or "")
            for role in arguments.role
        ],
        password=_password(arguments.username, console),
        language=arguments.language,
    )
    console.say(_CREATED, full_name=staff.full_name, username=staff.username)
    return 0


def _set_password(arguments: argparse.Namespace, console: Console) -> int:
    set_password(username=arguments.username, password=_password(arguments.username, console))
    console.say(_CHANGED, username=arguments.username)
    return 0


def _create_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username")
    parser.add_argument("full_name")
    parser.add_argument("--role", action="append", choices=Role.values, required=True)
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--region", metavar="CODE")
    scope.add_argument("--agency", metavar="CODE")
    parser.add_argument("--language", choices=("sq", "en"), default="sq")


def _password_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username")


COMMANDS = [
    Command(
        name="staff create",
        words=Words(sq="regjistro një punonjës", en="take a member of staff in"),
        add_arguments=_create_arguments,
        run=_create,
    ),
    Command(
        name="staff password",
        words=Words(sq="ndrysho fjalëkalimin e një punonjësi", en="change a member of staff's password"),
        add_arguments=_password_arguments,
        run=_set_password,
    ),
]
