"""Between stores: what an operation looks like on the way, how two histories of a row become one, and the exchange."""
