"""The receiving side of the sync protocol: the central platform, and the hub of a room without internet.

Start with `central.settings.Settings`; then `central.application.create_app`, `central.serving.serve` and
`central.tokens.issue`. What travels is defined in `app.sync.wire`, what it means for a row in `app.sync.merge`.
"""
