/// Names for the services of made-up systems.
enum NamePool {
  /// A kind of system: the services users reach, those behind them, those behind these, and others.
  struct Domain: Sendable {
    var entry: [String]
    var front: [String]
    var middle: [String]
    var back: [String]
    var aside: [String]
    var requests: [String]
  }

  static let domains: [Domain] = [
    Domain(
      entry: ["gateway", "edge", "web"], front: ["checkout", "search", "account", "browse"],
      middle: ["payment", "pricing", "cart", "catalog", "stock"],
      back: ["ledger", "tax", "vouchers", "orders-db", "profile-store"],
      aside: ["mailer", "images", "feeds"],
      requests: ["POST /checkout", "GET /search", "GET /account", "GET /products"]),
    Domain(
      entry: ["frontdoor", "ingress"], front: ["booking", "timetable", "tickets", "offers"],
      middle: ["seats", "fares", "routes", "passengers"],
      back: ["inventory", "tariff", "stations", "seat-db", "rules"],
      aside: ["newsletter", "printing", "partner-feed"],
      requests: ["POST /booking", "GET /timetable", "GET /tickets", "GET /offers"]),
    Domain(
      entry: ["apigw", "portal"], front: ["transfers", "statements", "cards", "loans"],
      middle: ["accounts", "limits", "fraud", "scoring"],
      back: ["corebank", "sanctions", "vault", "rates", "journal"],
      aside: ["letters", "push", "archive-export"],
      requests: ["POST /transfers", "GET /statements", "GET /cards", "POST /loans"]),
    Domain(
      entry: ["router", "lb"], front: ["player", "library", "signup", "recommend"],
      middle: ["streams", "titles", "billing", "taste"],
      back: ["licences", "manifests", "plans", "vectors", "entitlement-db"],
      aside: ["trailers", "social", "reports"],
      requests: ["GET /play", "GET /library", "POST /signup", "GET /for-you"]),
    Domain(
      entry: ["hub", "gate"], front: ["dispatch", "tracking", "returns", "pickup"],
      middle: ["parcels", "drivers", "labels", "depots"],
      back: ["geocode", "weights", "customs", "parcel-db", "shifts"],
      aside: ["sms", "surveys", "maps-sync"],
      requests: ["POST /dispatch", "GET /tracking", "POST /returns", "GET /pickup"]),
  ]
}
