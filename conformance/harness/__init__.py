"""What the tests stand on: a server to start and kill, clients to call it with, and ways to compare."""
