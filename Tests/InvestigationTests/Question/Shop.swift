import Diagnosis
import Evidence
import Investigation
import Timeline

/// Evidence and conversations that the tests of questions stand on: a shop on 2026-03-10 and 11.
enum Shop {
  /// From 09:00 on the 10th to 12:29:59 on the 11th, in UTC.
  static var catalog: Catalog {
    var catalog = Catalog()
    catalog.services = [
      "gateway", "kafka", "ledger-db", "mailer", "orders", "payment-api", "search", "stock-worker",
    ].map { Catalog.Service(name: $0, entries: 1000, errors: 10) }
    catalog.hosts = ["node-1", "node-2.shop.example", "vm-7"]
    catalog.loggers = ["shop.orders.Checkout"]
    catalog.fields = [
      "duration_ms": 900, "user_id": 800, "status": 700, "path": 600, "region": 500, "heap_mb": 90,
      "consumer_group": 40,
    ]
    catalog.words = [
      "declined": 40, "rebalance": 12, "timeout": 30, "voucher": 9, "connection": 60, "pool": 8,
      "exhausted": 8, "checkpoint": 20, "retry": 15, "snapshot": 6, "refused": 5, "token": 50,
      "import": 7, "export": 6, "leader": 3, "disk": 2, "kernel": 1, "restart": 3,
    ]
    catalog.levels = [.info: 7000, .warning: 80, .error: 70, .fatal: 2]
    catalog.window = at("10 09:00:00")...at("11 12:29:59")
    catalog.offset = 0
    catalog.statesZone = true
    return catalog
  }

  /// An instant of March 2026: `11 10:42:07`.
  static func at(_ text: String) -> Instant {
    let parts = text.split(whereSeparator: { " :".contains($0) }).compactMap { Int($0) }
    return CivilTime(
      year: 2026, month: 3, day: parts[0], hour: parts[1], minute: parts[2], second: parts[3]
    ).instant
  }

  /// When the trouble of the conversations began.
  static let onset = at("11 10:42:07")

  /// Where a conversation stands.
  enum Stand: String, CaseIterable {
    /// Nothing was asked.
    case first
    /// "why do orders fail?" was answered: ledger-db since 10:42:07, until 11:10.
    case cause
    /// "errors of orders between 10:30 and 11:00" were listed.
    case list
    /// "how many 503s of gateway" were counted.
    case count
    /// The lines around 10:42:07 were shown.
    case around
    /// "top 10 error messages" were ranked.
    case ranking
    /// "p95 of duration of orders" was measured.
    case number
    /// "is mailer ok?" was answered.
    case health

    var context: Case {
      var context = Case()
      guard self != .first else { return context }
      context.focus.exhibits = [4, 2]
      context.exhibits = [(2, "11 10:43:00"), (3, "11 10:50:30"), (4, "11 10:42:07")].map {
        number, time in
        let reference = Reference(
          source: "shop", locator: .line(path: "orders.log", number: number))
        let sample = Sample(
          reference: reference, time: Timestamp(at(time)), service: "orders", text: "declined")
        return Exhibit(number: number, sample: sample, quote: "declined", reference: reference)
      }
      var incident = Incident()
      incident.services = ["orders"]
      incident.onset = onset
      incident.end = at("11 11:10:00")
      context.incident = incident
      context.focus.services = ["orders"]
      context.focus.instant = onset
      fill(&context.focus)
      return context
    }

    private func fill(_ focus: inout Focus) {
      var scope = Scope()
      var form = Form()
      switch self {
      case .first: break
      case .cause: focus.act = .cause
      case .list:
        focus.act = .lines
        (scope.services, scope.minimumLevel) = (["orders"], .error)
        scope.window = at("11 10:30:00")...at("11 11:00:00")
        (focus.scope, focus.form, focus.view) = (scope, form, scope.window)
      case .count:
        focus.act = .count
        (scope.services, scope.statuses) = (["gateway"], [503...503])
        (focus.scope, focus.form, focus.services) = (scope, form, ["gateway", "orders"])
      case .around:
        (focus.act, focus.aspect) = (.lines, .around)
        form.order = .around(onset)
        (focus.scope, focus.form) = (scope, form)
        focus.view = at("11 10:41:50")...at("11 10:42:30")
      case .ranking:
        (focus.act, focus.aspect) = (.count, .top)
        (scope.minimumLevel, form.limit, form.groupBy) = (.error, 10, .template)
        (focus.scope, focus.form) = (scope, form)
      case .number:
        focus.act = .number
        (form.field, form.statistic) = ("duration_ms", .percentile(95))
        scope.services = ["orders"]
        (focus.scope, focus.form) = (scope, form)
      case .health:
        (focus.act, focus.aspect, focus.services) = (.state, .health, ["mailer"])
      }
    }
  }

  /// Reads a question where a conversation stands.
  static func read(_ text: String, _ stand: Stand = .first) -> Question {
    QuestionReader(catalog: catalog, case: stand.context).read(text)
  }
}
