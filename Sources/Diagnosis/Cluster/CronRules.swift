import Evidence

/// Jobs that come by the clock and do not.
enum CronRules {
  /// Cron jobs whose old run has not ended, where the policy forbids a second beside it.
  static func held(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    return cluster.of("CronJob").compactMap { cron in
      let policy = cron.field("spec.concurrencyPolicy")
      let event = cluster.of("Event").first {
        $0.value("about") == "CronJob/\(cron.name)" && $0.value("reason") == "JobAlreadyActive"
      }?.field("message")
      guard policy?.value == "Forbid" || event != nil, isActive(cron) else { return nil }
      let job = cluster.of("Job").last { isRun($0.name, of: cron) && isRunning($0) }
      let pod = cluster.of("Pod").last { pod in
        isRun(pod.name, of: cron) && pod.value("status.summary") != "Completed"
          && (job.map { pod.name.hasPrefix($0.name + "-") } ?? !pod.value("status.summary").isEmpty)
      }
      guard job != nil || pod != nil || event != nil else { return nil }
      let age = job?.field("metadata.age") ?? pod?.field("metadata.age")
      let isOverdue =
        age.flatMap { Quantity.age($0.value) }.map {
          $0 > 2 * CronSchedule.period(cron.value("spec.schedule"))
        } ?? false
      let isHanging = pod.map(ClusterHealth.isBad) ?? false
      guard event != nil || isOverdue || isHanging else { return nil }
      let wait = pod.flatMap { InitRules.wait(of: $0, health) }
      let state = pod?.field("status.summary")
      let run = job?.name ?? cron.field("status.active")?.value ?? pod?.name ?? "the last run"
      let words =
        "its run `\(run)` is still running" + (age.map { " after \($0.value)" } ?? "")
        + (state.map { ", its pod in \($0.value)" } ?? "")
        + (wait.map { " as \($0.words)" } ?? "")
        + ", and with the concurrency policy Forbid every later run is skipped"
      return Contradiction(
        "cronjob-held", of: cron.name, words,
        [
          job?.field("status.summary")?.sample ?? job?.sample ?? state?.sample, policy?.sample,
          event?.sample,
        ] + (wait?.samples ?? []))
    }
  }

  private static func isActive(_ cron: ClusterObject) -> Bool {
    let active = cron.all("status.active")
    return active.isEmpty || active.contains { $0.value != "0" }
  }

  /// Whether a name is that of a run: `report-29644215`, `report-29644215-kf2kn`.
  static func isRun(_ name: String, of cron: ClusterObject) -> Bool {
    guard name.hasPrefix(cron.name + "-") else { return false }
    let digits = name.dropFirst(cron.name.count + 1).prefix { $0.isNumber }
    let rest = name.dropFirst(cron.name.count + 1 + digits.count)
    return digits.count >= shortestStamp && (rest.isEmpty || rest.first == "-")
  }

  /// Digits of the minute since 1970 that the controller puts behind a cron job's name.
  private static let shortestStamp = 6

  private static func isRunning(_ job: ClusterObject) -> Bool {
    let state = job.value("status.summary")
    if !state.isEmpty { return state == "Running" }
    if let (done, all) = Cluster.halves(job.value("status.completions")) { return done != all }
    return !job.value("status.active").isEmpty && job.value("status.active") != "0"
  }

  /// Cron jobs that are suspended though runs were due since.
  static func suspended(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("CronJob").compactMap { cron in
      guard let field = cron.field("spec.suspend"), field.value.lowercased() == "true" else {
        return nil
      }
      let last = cron.field("status.lastScheduleTime")
      let schedule = cron.field("spec.schedule")
      return Contradiction(
        "cronjob-suspended", of: cron.name,
        "it is suspended (suspend: true), so no run starts"
          + (schedule.map { " at its times `\($0.value)`" } ?? "")
          + (last.map { "; the last was scheduled \(when($0.value))" } ?? ""),
        [field.sample, last?.sample, schedule?.sample], .idle)
    }
  }

  private static func when(_ text: String) -> String {
    Quantity.age(text) == nil ? "at \(text)" : "\(text) ago"
  }

  /// Jobs that gave up: too many tries, or too long.
  static func failed(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    return cluster.of("Job").compactMap { job in
      let event = cluster.of("Event").first {
        $0.value("about") == "Job/\(job.name)"
          && ["BackoffLimitExceeded", "DeadlineExceeded"].contains($0.value("reason"))
      }
      let reason =
        job.field("status.conditions[Failed].reason") ?? event?.field("reason")
      guard let reason, ["BackoffLimitExceeded", "DeadlineExceeded"].contains(reason.value),
        let message = event?.field("message") ?? job.field("status.conditions[Failed].message")
      else { return nil }
      // A later run that ended well has made it good.
      let cron = cluster.of("CronJob").first { isRun(job.name, of: $0) }
      let isMadeGood =
        cron.map { cron in
          cluster.of("Job").contains {
            isRun($0.name, of: cron) && $0.name > job.name
              && $0.value("status.summary") == "Complete"
          }
        } ?? false
      guard !isMadeGood else { return nil }
      let isLate = reason.value == "DeadlineExceeded"
      let limit = job.field(isLate ? "spec.activeDeadlineSeconds" : "spec.backoffLimit")
      let pod = cluster.of("Pod").last { $0.name.hasPrefix(job.name + "-") }
      let code = pod.flatMap { pod in
        PodTemplate(pod).containers.lazy.compactMap {
          $0.status("state.exitCode") ?? $0.status("lastState.exitCode")
        }.first
      }
      let words =
        isLate
        ? "its job `\(job.name)` ran longer than it may"
          + (limit.map { " (activeDeadlineSeconds: \($0.value))" } ?? "") + " and was ended"
        : "its job `\(job.name)` failed too often"
          + (limit.map { " (backoffLimit: \($0.value))" } ?? "") + " and is not tried again"
      return Contradiction(
        isLate ? "job-deadline" : "job-gave-up", of: cron?.name ?? job.name,
        words + (code.map { "; its container ended with \($0.value)" } ?? "")
          + ": \(message.value)",
        [message.sample, limit?.sample, code?.sample], isLate ? .proven : .likely)
    }
  }
}

/// How often a schedule comes, roughly.
enum CronSchedule {
  /// The milliseconds from one time to the next: `*/10 * * * *` → 600,000; a day where it is none.
  static func period(_ text: String) -> Int64 {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 5 else { return named[text] ?? day }
    func step(_ part: String) -> Int64? {
      guard part.hasPrefix("*/") else { return part == "*" ? 1 : nil }
      return Int64(part.dropFirst(2))
    }
    if let minutes = step(parts[0]) { return minutes * 60_000 }
    if let hours = step(parts[1]) { return hours * 3_600_000 }
    if parts[2] != "*" { return 31 * day }
    return parts[4] == "*" ? day : 7 * day
  }

  private static let day: Int64 = 86_400_000
  private static let named: [String: Int64] = [
    "@hourly": 3_600_000, "@daily": day, "@midnight": day, "@weekly": 7 * day,
    "@monthly": 31 * day, "@yearly": 366 * day, "@annually": 366 * day,
  ]
}
