"""The screen of the exchange with other stores: room, platform, stick, conflicts, log."""
