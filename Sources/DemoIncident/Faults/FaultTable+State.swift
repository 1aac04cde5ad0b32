extension FaultTable {
  /// Something wrong in the service's code or data.
  static let state: [FaultScript] = [
    FaultScript(
      kind: .release, change: "deploying {service} {version}",
      errors: [
        "request {id} failed: java.lang.NullPointerException: Cannot invoke "
          + "\"Money.currency()\" because \"price\" is null"
      ],
      trace: [
        "\tat com.acme.pricing.Quote.total(Quote.java:88)",
        "\tat com.acme.pricing.QuoteHandler.handle(QuoteHandler.java:41)",
      ],
      markers: ["NullPointerException", "deploying"], callers: .failed),
    FaultScript(
      kind: .release, change: "starting {service} {version} (commit a81bc3f)",
      errors: ["panic serving {address}: runtime error: index out of range [3] with length 3"],
      trace: ["goroutine {number} [running]:", "main.(*Planner).slots(0xc000122000)"],
      markers: ["index out of range", "commit a81bc3f"], callers: .refused),
    FaultScript(
      kind: .release, change: "rollout of {version} complete",
      errors: ["unhandled error: TypeError: Cannot read properties of undefined (reading 'items')"],
      trace: ["    at totals (/app/dist/basket.js:118:24)", "    at /app/dist/server.js:77:9"],
      markers: ["TypeError", "rollout of"], callers: .failed),
    FaultScript(
      kind: .release, change: "release {version} is live",
      errors: ["exception in handler quote"],
      trace: [
        "Traceback (most recent call last):", "  File \"/app/quote.py\", line 57, in handle",
        "    rate = table[region]", "KeyError: 'tax_rate'",
      ],
      markers: ["KeyError", "exception in handler", "release "], callers: .failed),
    FaultScript(
      kind: .lock, change: "running migration 0147_add_index (ALTER TABLE entries)",
      errors: ["Lock wait timeout exceeded; try restarting transaction"],
      markers: ["Lock wait timeout", "0147_add_index"], callers: .timeout),
    FaultScript(
      kind: .lock,
      errors: [
        "deadlock detected: process {number} waits for ShareLock on transaction {number}; "
          + "blocked by process {number}"
      ],
      markers: ["deadlock detected"], callers: .timeout),
    FaultScript(
      kind: .lock, errors: ["canceling statement due to lock timeout (relation entries)"],
      markers: ["lock timeout"], callers: .timeout),
    FaultScript(
      kind: .schema, change: "schema migration 20260310 applied",
      errors: ["column \"currency\" of relation \"entries\" does not exist at character 41"],
      markers: ["of relation", "schema migration"], callers: .failed),
    FaultScript(
      kind: .schema, change: "deployed {version}",
      errors: ["SQLSTATE[42S22]: Unknown column 'tier' in 'field list'"],
      markers: ["Unknown column", "deployed"], callers: .failed),
  ]
}
