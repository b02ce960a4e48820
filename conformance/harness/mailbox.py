"""A small SMTP server that keeps the mail that it is given."""

import contextlib
import email
import email.policy
import socketserver
import threading


@contextlib.contextmanager
def mailbox(port):
    """An SMTP server that keeps (from, to, mail) of every mail and refuses those to `nobody@`; gives what it keeps."""
    kept = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            say = lambda line: self.wfile.write(f"{line}\r\n".encode())
            say("220 here")
            sender = receiver = None
            for line in self.rfile:
                word = line.decode().strip()
                if word.startswith("EHLO"):
                    say("250-here")
                    say("250 8BITMIME")
                elif word.startswith("MAIL FROM:"):
                    sender = word[10:].strip("<>")
                    say("250 ok")
                elif word.startswith("RCPT TO:"):
                    receiver = word[8:].strip("<>")
                    say("550 no such mailbox" if receiver.startswith("nobody@") else "250 ok")
                elif word == "DATA":
                    say("354 go on")
                    lines = []
                    for data in self.rfile:
                        if data == b".\r\n":
                            break
                        lines.append(data)
                    kept.append((sender, receiver, email.message_from_bytes(b"".join(lines), policy=email.policy.default)))
                    say("250 taken")
                elif word == "QUIT":
                    say("221 bye")
                    return
                else:
                    say("500 what?")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
