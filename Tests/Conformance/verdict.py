"""Counts what schemathesis tried and was answered, and fails where that proves too little."""

import json
import sys

LEAST_CASES = 2000

cases = faults = valid = taken = 0
for path in sys.argv[1:]:
    for line in open(path, encoding="utf-8"):
        recorder = json.loads(line).get("ScenarioFinished", {}).get("recorder") or {}
        answers = recorder.get("interactions") or {}
        for name, case in (recorder.get("cases") or {}).items():
            status = ((answers.get(name) or {}).get("response") or {}).get("status_code")
            request = case["value"]
            mode = ((request.get("meta") or {}).get("generation") or {}).get("mode")
            cases += 1
            faults += status == 500
            # A case with a parent is the same one sent again without its key.
            if (
                (request["method"], request["path"]) == ("POST", "/v1/sessions")
                and mode == "positive"
                and not case.get("parent_id")
            ):
                valid += 1
                taken += status in (200, 201)

print(f"{cases} cases, {faults} faults; {taken} of {valid} valid creates were taken")
if cases < LEAST_CASES:
    sys.exit(f"Fewer than {LEAST_CASES} cases prove too little.")
if faults:
    sys.exit("A request led to a fault of the server.")
if not valid or taken * 2 < valid:
    sys.exit("Less than half of the valid creates were taken.")
