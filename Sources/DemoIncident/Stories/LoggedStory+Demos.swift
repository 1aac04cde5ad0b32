/// The incidents that are told by logs and what lies beside them.
extension LoggedStory {
  /// The shop, with its pool of connections among the metrics and both of its releases among the
  /// changes.
  static func shop(seed: UInt64) -> LoggedStory {
    let incident = Incident.shop(seed: seed)
    guard let onset = incident.fault?.onset else { return LoggedStory(incident) }
    return LoggedStory(
      incident, requests: 40,
      upset: SystemModel.Upset(service: 7, from: onset, work: 60, failing: 0.8),
      own: [
        OwnMetric(
          service: 7, name: "pool_active",
          course: Course(
            level: 11, noise: 0.2, most: 40,
            turns: [Course.Turn(from: onset - 20_000, factor: 4 / 11)])),
        OwnMetric(
          service: 7, name: "pool_max",
          course: Course(
            level: 40, noise: 0, turns: [Course.Turn(from: onset - 20_000, factor: 0.1)])),
      ],
      changes: [
        .init(
          time: incident.start + 3_720_000, service: "catalog", kind: "deploy",
          text: "catalog v7.3.1"),
        .init(
          time: incident.start + 1_260_000, service: "account", kind: "flag",
          text: "flag new-address-form on for 5 % of users"),
        .init(
          time: onset - 20_000, service: "ledger", kind: "config",
          text: "datasource.hikari.maximum-pool-size 40 -> 4"),
      ], change: "maximum-pool-size 40 -> 4")
  }

  /// The sale of tickets: at ten the rush begins, a release went out before, and a certificate ends.
  static func tickets(seed: UInt64) -> LoggedStory {
    let incident = Incident.tickets(seed: seed)
    guard let onset = incident.fault?.onset else { return LoggedStory(incident) }
    return LoggedStory(
      incident, requests: 25,
      upset: SystemModel.Upset(service: 5, from: onset, failing: 0.97),
      changes: [
        .init(
          time: onset - 240_000, service: "web", kind: "deploy", text: "web v9.1.0"),
        .init(
          time: onset - 1_500_000, service: "seatmap", kind: "scaling", text: "replicas 2 -> 6"),
        .init(
          time: onset - 1_440_000, service: "orders", kind: "scaling", text: "replicas 3 -> 8"),
      ])
  }

  /// A system in which nothing is wrong: what an answer says then.
  static func calm(seed: UInt64) -> LoggedStory {
    LoggedStory(Incident(seed: seed, lines: 60_000, hasFault: false))
  }

  /// An incident of whose releases a feed tells as well, and nothing more.
  private init(_ incident: Incident) {
    var random = SeededRandom(seed: incident.seed)
    self.init(
      incident, requests: 20,
      changes: incident.distractions.filter { $0.count == 1 && $0.level == .info }.map {
        let name = incident.services[$0.service].name
        return .init(
          time: $0.start, service: name, kind: "deploy", text: "\(name) v7.3.\(random.below(40))")
      })
  }
}
