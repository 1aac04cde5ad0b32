/// The incidents that demos tell, written by hand: each has another kind of cause.
extension Incident {
  /// The shop whose checkout fails because a pool of connections two calls away was made too small.
  static func shop(seed: UInt64) -> Incident {
    Incident(
      services: [
        service("gateway", .access, "gateway/access.log"),
        service("checkout", .java, "checkout/checkout.log", complaint: 3),
        service("catalog", .json, "catalog/catalog.jsonl"),
        service("account", .logfmt, "account/account.log", complaint: 4),
        service("payment", .json, "payment/payment.jsonl", complaint: 0),
        service("cart", .iso, "cart/cart.log"),
        service("stock", .klog, "stock/stock.log"),
        service("ledger", .java, "ledger/ledger.log.gz"),
        service("mailer", .syslog, "mailer/mailer.log"),
      ],
      calls: [[1, 2, 3], [5, 4], [6], [5], [7], [], [], [], []],
      operations: [
        Operation(request: "POST /checkout", service: 1),
        Operation(request: "GET /products", service: 2),
        Operation(request: "GET /account", service: 3),
      ],
      start: shopStart, length: 7_200_000, lines: 200_000,
      fault: Fault(
        service: 7, script: FaultTable.script(marked: "HikariPool-1"), onset: shopStart + 3_912_000,
        end: shopStart + 7_200_000, share: 0.8,
        filling: Phrase.Filling(service: "ledger", old: "40", new: "4"),
        changed: shopStart + 3_892_000),
      distractions: [
        Distraction(
          service: 8, phrase: Phrase("550 5.1.1 mailbox unavailable for {user}@example.com"),
          level: .error, start: shopStart + 3_000_000, end: shopStart + 5_400_000, count: 900),
        Distraction(
          service: 2, phrase: Phrase("deploying {service} v7.3.1"), level: .info,
          start: shopStart + 3_720_000, end: shopStart + 3_720_000, count: 1),
        Distraction(
          service: 3, phrase: Phrase("job {id} failed once: record was changed by another writer"),
          level: .error, start: shopStart + 900_000, end: shopStart + 900_000, count: 1),
      ],
      symptomService: 1, seed: seed)
  }

  /// The railway whose bookings fail because a release of the tariff reads a setting that is not there.
  static func railway(seed: UInt64) -> Incident {
    Incident(
      services: [
        service("frontdoor", .access, "frontdoor/access.log"),
        service("booking", .json, "booking/booking.jsonl", complaint: 4),
        service("timetable", .iso, "timetable/timetable.log"),
        service("fares", .logfmt, "fares/fares.log", complaint: 0),
        service("seats", .klog, "seats/seats.log"),
        service("stations", .java, "stations/stations.log"),
        service("tariff", .iso, "tariff/tariff.log"),
        service("partner-feed", .syslog, "partner-feed/partner-feed.log"),
      ],
      calls: [[1, 2], [3, 4], [5], [6], [5], [], [], []],
      operations: [
        Operation(request: "POST /booking", service: 1),
        Operation(request: "GET /timetable", service: 2),
      ],
      start: railwayStart, length: 5_400_000, lines: 60_000,
      fault: Fault(
        service: 6, script: FaultTable.script(marked: "KeyError"), onset: railwayStart + 2_700_000,
        end: railwayStart + 5_400_000, share: 0.7,
        filling: Phrase.Filling(service: "tariff", version: "v4.12.0")),
      distractions: [
        Distraction(
          service: 7, phrase: Phrase("partner feed answered 404 for line {number}"), level: .error,
          start: railwayStart, end: railwayStart + 5_400_000, count: 400),
        Distraction(
          service: 5, phrase: Phrase("deploying {service} v2.0.8"), level: .info,
          start: railwayStart + 2_220_000, end: railwayStart + 2_220_000, count: 1),
      ],
      symptomService: 1, seed: seed)
  }

  /// The bank whose transfers fail because a password was rotated and its ledger still has the old one.
  static func bank(seed: UInt64) -> Incident {
    Incident(
      services: [
        service("apigw", .access, "apigw/access.log"),
        service("transfers", .java, "transfers/transfers.log", complaint: 3),
        service("statements", .json, "statements/statements.jsonl"),
        service("accounts", .json, "accounts/accounts.jsonl", complaint: 0),
        service("limits", .logfmt, "limits/limits.log"),
        service("corebank", .iso, "corebank/corebank.log.gz"),
        service("rates", .klog, "rates/rates.log"),
        service("letters", .syslog, "letters/letters.log"),
      ],
      calls: [[1, 2], [3, 4], [6], [5], [6], [], [], []],
      operations: [
        Operation(request: "POST /transfers", service: 1),
        Operation(request: "GET /statements", service: 2),
      ],
      start: bankStart, length: 5_400_000, lines: 60_000,
      fault: Fault(
        service: 5, script: FaultTable.script(marked: "password authentication failed"),
        onset: bankStart + 3_133_000, end: bankStart + 5_400_000, share: 0.9,
        filling: Phrase.Filling(service: "corebank", new: "18")),
      distractions: [
        Distraction(
          service: 7, phrase: Phrase("printer 4 is out of paper, letter {number} waits"),
          level: .warning, start: bankStart + 1_200_000, end: bankStart + 5_000_000, count: 300),
        Distraction(
          service: 2, phrase: Phrase("configuration reloaded: page.size 50 -> 100"), level: .info,
          start: bankStart + 2_700_000, end: bankStart + 2_700_000, count: 1),
      ],
      symptomService: 1, seed: seed)
  }

  /// The sale of tickets whose orders fail because a certificate ends at ten, when the sale begins.
  static func tickets(seed: UInt64) -> Incident {
    Incident(
      services: [
        service("edge", .access, "edge/access.log"),
        service("web", .json, "web/web.jsonl", complaint: 2),
        service("orders", .java, "orders/orders.log", complaint: 3),
        service("seatmap", .logfmt, "seatmap/seatmap.log"),
        service("queueing", .iso, "queueing/queueing.log"),
        service("payout", .iso, "payout/payout.log"),
        service("seat-db", .klog, "seat-db/seat-db.log"),
        service("newsletter", .syslog, "newsletter/newsletter.log"),
      ],
      calls: [[1, 2], [3, 4], [3, 5], [6], [], [], [], []],
      operations: [
        Operation(request: "GET /events", service: 1),
        Operation(request: "POST /orders", service: 2),
      ],
      start: ticketsStart, length: 4_500_000, lines: 36_000,
      fault: Fault(
        service: 5, script: FaultTable.script(marked: "SSL_do_handshake"),
        onset: ticketsStart + 3_600_000, end: ticketsStart + 4_500_000, share: 0.97,
        filling: Phrase.Filling(service: "payout")),
      distractions: [
        Distraction(
          service: 1, phrase: Phrase("release v9.1.0 is live"), level: .info,
          start: ticketsStart + 3_360_000, end: ticketsStart + 3_360_000, count: 1),
        Distraction(
          service: 7, phrase: Phrase("550 5.1.1 mailbox unavailable for {user}@example.com"),
          level: .error, start: ticketsStart + 600_000, end: ticketsStart + 4_300_000, count: 260),
        Distraction(
          service: 4, phrase: Phrase("waiting room opened, {count} users let in"),
          level: .warning, start: ticketsStart + 3_600_000, end: ticketsStart + 4_500_000,
          count: 300),
      ],
      rush: Rush(from: ticketsStart + 3_600_000, until: ticketsStart + 4_500_000, factor: 3),
      symptomService: 2, seed: seed)
  }

  /// 2026-06-12T09:00:00Z.
  private static let ticketsStart: Int64 = 1_781_254_800_000
  /// 2026-03-10T09:00:00Z.
  private static let shopStart: Int64 = 1_773_133_200_000
  /// 2026-05-19T06:00:00Z.
  private static let railwayStart: Int64 = 1_779_170_400_000
  /// 2026-06-30T20:00:00Z.
  private static let bankStart: Int64 = 1_782_849_600_000

  private static func service(
    _ name: String, _ format: LineFormat, _ path: String, complaint: Int = 0
  ) -> Service {
    var complaints: [FaultScript.Callers: Phrase] = [:]
    for (way, texts) in Complaints.phrases {
      complaints[way] = Phrase(texts[complaint % texts.count])
    }
    let first = name.utf8.reduce(0) { $0 + Int($1) } % 5
    let chatter = (0..<4).map {
      Phrase(Chatter.ordinary[(first + $0 * 5) % Chatter.ordinary.count])
    }
    return Service(
      name: name, format: format, path: path, chatter: chatter, complaints: complaints,
      node: first + 1, process: 400 + first)
  }
}
