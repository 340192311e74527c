"""Kart girişi: a card in one line, typed with the keyboard alone, with its matches beside it."""
