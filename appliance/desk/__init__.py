"""Use cases of the village hall, a file each. They take ports and know no device, no file and no screen."""
