extension Incident {
  /// The shop whose checkout fails because a pool of connections two calls away was made too small.
  static let shop = Incident(
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
      service: 7, script: FaultTable.resources[0], onset: shopStart + 3_912_000,
      end: shopStart + 7_200_000, share: 0.8,
      filling: Phrase.Filling(service: "ledger", old: "40", new: "4")),
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
    symptomService: 1, seed: 1)

  /// 2026-03-10T09:00:00Z.
  private static let shopStart: Int64 = 1_773_133_200_000

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
