"""The mailman by network: MQTT 3.1.1, one connection, one thread."""
