"""Sentences for the codes of problem rows about subscribers."""

from drita.rules.words import Words

SUBSCRIBER_PROBLEM_WORDS: dict[str, Words] = {
    "contract_number_form": Words(
        sq="Numri i kontratës “{value}” nuk ka formën e duhur.",
        en="The contract number “{value}” has not the right form.",
    ),
    "account_number_missing": Words(sq="Mungon numri i llogarisë.", en="The account number is missing."),
    "name_missing": Words(sq="Mungon emri i abonentit.", en="The subscriber's name is missing."),
    "account_class_unknown": Words(
        sq="Klasa “{value}” nuk njihet. Lejohen: familjar, privat, buxhetor, jobuxhetor.",
        en="The class “{value}” is not known. Allowed: household, business, budgetary, other_body.",
    ),
    "party_kind_unknown": Words(
        sq="“{value}” nuk është as person, as shoqëri.", en="“{value}” is neither person nor company."
    ),
    "language_unknown": Words(
        sq="Gjuha “{value}” nuk njihet: sq ose en.", en="The language “{value}” is not known: sq or en."
    ),
    "nipt_form": Words(
        sq="NIPT “{value}” duhet të ketë shkronjë, tetë shifra, shkronjë.",
        en="The NIPT “{value}” must be a letter, eight digits, a letter.",
    ),
    "nipt_missing": Words(sq="Privati duhet të ketë NIPT.", en="A private business must have a NIPT."),
    "personal_number_form": Words(
        sq="Numri personal “{value}” duhet të ketë shkronjë, tetë shifra, shkronjë.",
        en="The personal number “{value}” must be a letter, eight digits, a letter.",
    ),
    "phone_form": Words(
        sq="Telefoni “{value}” nuk lexohet. Shkruani p.sh. 069 41 40 000.",
        en="The phone number “{value}” cannot be read. Write for example 069 41 40 000.",
    ),
    "email_form": Words(sq="Adresa e postës “{value}” nuk lexohet.", en="The e-mail address “{value}” cannot be read."),
    "municipality_missing": Words(sq="Mungon bashkia.", en="The municipality is missing."),
    "street_or_village_missing": Words(
        sq="Mungon rruga, lagjja ose fshati.", en="The street, the quarter or the village is missing."
    ),
    "voltage_level_unknown": Words(
        sq="Tensioni “{value}” nuk njihet: lv_04, mv_6_20 ose hv_35.",
        en="The voltage level “{value}” is not known: lv_04, mv_6_20 or hv_35.",
    ),
    "phases_unknown": Words(sq="Fazat janë 1 ose 3, jo {value}.", en="Phases are 1 or 3, not {value}."),
    "walk_position_range": Words(
        sq="Radha në rrugë “{value}” nuk është e vlefshme.", en="The walk position “{value}” is out of range."
    ),
    "place_half": Words(
        sq="Jepni gjerësinë dhe gjatësinë gjeografike bashkë ose asnjërën.",
        en="Give latitude and longitude together or neither.",
    ),
    "place_off_earth": Words(sq="Koordinatat nuk janë në Tokë.", en="The coordinates are not on Earth."),
    "tariff_code_missing": Words(sq="Mungon kodi i tarifës.", en="The tariff code is missing."),
    "valid_from_missing": Words(sq="Mungon data e fillimit të kontratës.", en="The contract's first day is missing."),
    "valid_from_too_old": Words(
        sq="Data e fillimit {value} është para vitit 1945.", en="The first day {value} lies before 1945."
    ),
    "valid_to_not_later": Words(
        sq="Kontrata mbaron ({value}) para se të fillojë.", en="The contract ends ({value}) before it begins."
    ),
    "text_too_long": Words(
        sq="Kolona {column}: teksti kalon {limit} shkronja.",
        en="Column {column}: the text is longer than {limit} characters.",
    ),
    "contract_number_doubled": Words(
        sq="Kontrata {value} gjendet dy herë në skedar.", en="The contract {value} stands twice in the file."
    ),
    "contract_number_taken": Words(
        sq="Kontrata {value} ekziston me llogari ose pikë furnizimi tjetër ({stored}).",
        en="The contract {value} exists with another account or service point ({stored}).",
    ),
    "account_differs": Words(
        sq="Llogaria {value} i përket “{stored}”, jo “{given}”.",
        en="The account {value} belongs to “{stored}”, not to “{given}”.",
    ),
    "service_point_occupied": Words(
        sq="Pika e furnizimit {value} ka kontratën {stored} në të njëjtën kohë.",
        en="The service point {value} has the contract {stored} at the same time.",
    ),
    "move_out_refused": Words(
        sq="Kontrata {number} nuk mbyllet më {on}: vlen nga {valid_from} deri {valid_to}.",
        en="The contract {number} cannot end on {on}: it holds from {valid_from} to {valid_to}.",
    ),
    "route_unknown": Words(
        sq="Rruga e leximit “{value}” nuk ekziston. Importoni më parë organizimin.",
        en="The route “{value}” does not exist. Import the organisation first.",
    ),
    "feeder_unknown": Words(
        sq="Fideri “{value}” nuk ekziston. Importoni më parë rrjetin.",
        en="The feeder “{value}” does not exist. Import the network first.",
    ),
    "transformer_unknown": Words(
        sq="Transformatori “{value}” nuk ekziston. Importoni më parë rrjetin.",
        en="The transformer “{value}” does not exist. Import the network first.",
    ),
    "transformer_elsewhere": Words(
        sq="Transformatori “{value}” nuk ushqehet nga fideri “{feeder}”.",
        en="The transformer “{value}” is not fed by the feeder “{feeder}”.",
    ),
}
