"""The board: trays of cards beside the stages of synergies, everything movable by mouse, key and click."""
