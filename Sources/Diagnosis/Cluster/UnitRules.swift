import Evidence

/// Units of systemd that failed, are masked or not enabled, by what systemd says of them.
enum UnitRules {
  /// Units that failed, with the reason that their status holds.
  static func failed(_ health: ClusterHealth) -> [Contradiction] {
    let units = health.cluster.of("Unit")
    return units.compactMap { unit in
      let active = unit.field("active")
      guard
        active?.value == "failed" || active?.value == "inactive" || active?.value == "activating"
      else { return nil }
      let texts = unit.all("log") + unit.all("process")
      for row in rows {
        guard
          let field = texts.first(where: {
            LogSearch.holds($0.value, row.words)
          })
        else { continue }
        // A unit that another one waits for stands for the cause itself.
        if row.kind == "unit-dependency",
          units.contains(where: { other in
            other.name != unit.name && other.value("active") == "failed"
              && field.value.contains(other.name)
          })
        {
          continue
        }
        let declared = row.side.flatMap { unit.field($0) }
        return Contradiction(
          row.kind, of: unit.name,
          row.says + (declared.map { " (\($0.path)=\($0.value))" } ?? "")
            + ": \(EventRules.short(field.value))",
          [field.sample, active?.sample, declared?.sample])
      }
      guard active?.value == "failed", let active else { return nil }
      let code = unit.all("process").first ?? unit.all("log").last { $0.value.contains("ailed") }
      let result = unit.field("result")
      return Contradiction(
        "unit-failed", of: unit.name,
        "its unit failed" + (result.map { " (Result: \($0.value))" } ?? "")
          + (code.map { ": \(EventRules.short($0.value))" } ?? ""),
        [active.sample, code?.sample], code == nil ? .felt : .likely)
    }
  }

  /// What systemd says, by its exit statuses (systemd.exec(5), "Process Exit Codes") and its words.
  private static let rows: [(kind: String, words: [String], says: String, side: String?)] = [
    (
      "unit-exec", ["203/exec", "unable to locate executable"],
      "the program of its ExecStart does not exist or cannot be run", "ExecStart"
    ),
    (
      "unit-user", ["217/user", "216/group"],
      "the user or group that it is to run as does not exist", "User"
    ),
    (
      "unit-directory", ["200/chdir"],
      "its WorkingDirectory does not exist or cannot be entered", "WorkingDirectory"
    ),
    (
      "unit-environment", ["failed to load environment files"],
      "its EnvironmentFile does not exist", "EnvironmentFile"
    ),
    ("unit-namespace", ["226/namespace"], "a path of its sandbox does not exist", nil),
    (
      "unit-port-forbidden", ["bind: permission denied", "bind() to", "permission denied (13"],
      "it may not listen on its port (below 1024 only root or CAP_NET_BIND_SERVICE may)", "User"
    ),
    (
      "port-conflict", ["address already in use", "eaddrinuse"],
      "its port is taken by another process",
      nil
    ),
    ("oom-killed", ["oom-kill", "out of memory"], "it was killed for want of memory", "MemoryMax"),
    (
      "unit-watchdog", ["watchdog timeout", "result 'watchdog'"],
      "its watchdog heard nothing and ended it", "WatchdogSec"
    ),
    (
      "unit-start-timeout", ["start operation timed out", "result 'timeout'"],
      "it did not say that it had started in time", "TimeoutStartSec"
    ),
    (
      "unit-dependency", ["dependency failed for", "result 'dependency'"],
      "a unit that it requires failed", nil
    ),
    (
      "unit-start-limit", ["start request repeated too quickly", "start-limit-hit"],
      "it failed so often in a row that systemd starts it no more (start limit)", nil
    ),
  ]

  /// Units that are masked or disabled, and so do not run.
  static func off(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Unit").compactMap { unit in
      guard !unit.value("active").hasPrefix("active"), let state = state(of: unit) else {
        return nil
      }
      let isTimer = unit.name.hasSuffix(".timer")
      return Contradiction(
        "unit-off", of: unit.name,
        "it is \(state.value)"
          + (isTimer ? ", so nothing starts what it would start" : ", so nobody starts it"),
        [state.sample, unit.field("active")?.sample], .idle)
    }
  }

  /// The field that says that a unit is masked, or disabled against the preset; nil where it is on.
  static func state(of unit: ClusterObject) -> (value: String, sample: Sample)? {
    for path in ["fileState", "loaded"] {
      for field in unit.all(path) {
        if field.value.hasPrefix("masked") { return ("masked", field.sample) }
        let isOff =
          path == "fileState"
          ? field.value == "disabled" && unit.value("preset") == "enabled"
          : field.value.contains("; disabled")
            && (field.value.contains("preset: enabled") || unit.name.hasSuffix(".timer"))
        if isOff { return ("disabled", field.sample) }
      }
    }
    return nil
  }
}
