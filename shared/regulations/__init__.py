"""The law as data: rule packs, what binds a division on a day, and where a subject stands under it.

Pure: no I/O beyond the packs beside this file, no AWS, no HTTP. README.md teaches how to write a pack.
"""
