"""gunicorn in production, behind the nginx of deploy/nginx, which hands over whole requests.

Never open it to anybody else: a thread of it waits for a client that sends slowly, and it believes
what the proxy says about the client.
"""

import os

bind = os.environ.get("WEB_BIND", "unix:/run/timeline/web.sock")
umask = 0o117  # of the socket: the user of the service and its group, which nginx is in

# A page takes some 30 to 60 ms of one core; threads are for those that wait for the database.
workers = int(os.environ.get("WEB_CONCURRENCY", (os.cpu_count() or 1) + 1))
worker_class = "gthread"
threads = 4
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm"

timeout = 60
graceful_timeout = 30
keepalive = 5
backlog = 512

# The address of the clause tester holds the whole question, up to 6,000 characters.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190

# nginx writes down who asked for what.
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
