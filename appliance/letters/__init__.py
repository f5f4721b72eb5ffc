"""Letters: kinds as data, who may have which, numbers, the finished page, the seal and the code.

Pure rules: nothing here reads a clock, a store or a device. Libraries (Jinja2, cbor2, cryptography, segno, and for
pictures Pillow and reportlab in `letters.render`) are imported only by the call that needs them.
"""
