"""Drita: the open information platform of an electricity distribution operator."""
