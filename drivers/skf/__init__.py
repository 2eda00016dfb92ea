"""Signing keys behind a vendor's SKF library (GM/T 0016, GB/T 35291): what most members in China carry.

The library runs in a process of its own (`drivers.host`); nothing here is imported in the seat's own process.
"""
