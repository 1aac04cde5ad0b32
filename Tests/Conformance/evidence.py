"""Prints a small log of an incident, for a server to investigate while it is tested."""

from datetime import datetime, timedelta

start = datetime(2026, 1, 31, 10, 0)
for second in range(900):
    time = (start + timedelta(seconds=second)).isoformat()
    if second >= 300 and second % 4 == 0:
        print(f"{time}Z ERROR checkout payment timeout after 3000 ms order={second}")
    else:
        print(f"{time}Z INFO checkout order placed order={second} ms={second % 90}")
