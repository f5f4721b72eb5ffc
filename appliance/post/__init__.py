"""Envelopes and cursors: what MQTT, stick and province share. Pure, but for
`connection`, which turns a client it is given, and `broker`, which reads certificates and password.

The mailman may lose, double and reorder what it carries. It does not matter: the receiver says "I have up to n,
and its hash is h", the sender sends from n + 1 (`docs/wire.md`).
"""
