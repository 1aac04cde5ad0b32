/// Tables that people keep beside a system: who calls whom, and what was changed.
enum SystemTables {
  /// Who calls whom: `caller,callee`.
  static func calls(_ model: SystemModel) -> String {
    "caller,callee\n"
      + model.services.flatMap { service in
        service.calls.map { "\(service.name),\(model.services[$0.service].name)\n" }
      }.joined()
  }

  /// What was changed, and when.
  struct Change: Sendable {
    /// In milliseconds since 1970.
    var time: Int64
    var service: String
    /// `deploy`, `config`, `scaling`, `flag`.
    var kind: String
    var text: String
  }

  /// A feed of changes: `time,service,kind,description`, in the order of time.
  static func changes(_ changes: [Change]) -> String {
    "time,service,kind,description\n"
      + changes.sorted { ($0.time, $0.service) < ($1.time, $1.service) }.map {
        "\(MetricExports.seconds($0.time)),\($0.service),\($0.kind),\($0.text)\n"
      }.joined()
  }
}
