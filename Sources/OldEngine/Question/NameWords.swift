/// The words that names of services are made with.
enum NameWords {
  /// Words that say what kind of thing a name stands for.
  static let kinds: Set<String> = [
    "service", "services", "svc", "server", "app", "api", "pod", "pods", "container", "deployment",
    "daemon", "host", "node", "worker", "microservice", "component", "backend", "instance",
  ]

  /// Names of the day that are seldom meant as a service.
  static let everyday: Set<String> = [
    "user", "users", "customer", "customers", "client", "clients", "request", "requests", "log",
    "logs", "event", "events", "error", "errors", "service", "services", "system", "app", "api",
    "time", "status", "job", "jobs", "server", "host", "node", "container", "pod", "change",
    "changes", "issue", "issues", "problem", "problems", "evidence", "main", "test", "data", "line",
    "lines", "message", "messages", "session", "sessions", "the", "and", "start", "last", "first",
  ]

  /// What people call products by: "the database" for `postgres`.
  private static let products: [(role: String, words: Set<String>)] = [
    (
      "database",
      [
        "db", "database", "sql", "postgres", "postgresql", "mysql", "mariadb", "mongo", "mongodb",
        "oracle", "cassandra", "sqlite", "cockroach", "dynamodb", "rds",
      ]
    ),
    ("cache", ["cache", "redis", "memcached", "memcache", "valkey", "varnish"]),
    ("queue", ["queue", "kafka", "rabbitmq", "rabbit", "nats", "activemq", "sqs", "broker"]),
    ("gateway", ["gateway", "ingress", "nginx", "envoy", "haproxy", "traefik", "edge"]),
    ("frontend", ["frontend", "web", "ui", "webapp", "storefront"]),
  ]

  /// What the thing with this name may be called by what it does.
  static func roles(of pieces: [String]) -> [String] {
    var roles: [String] = []
    for product in products where !product.words.isDisjoint(with: pieces) {
      roles.append(product.role)
    }
    let joined = pieces.joined()
    if joined.hasSuffix("db"), !roles.contains("database") { roles.append("database") }
    if joined == "frontend", !roles.contains("frontend") { roles.append("frontend") }
    if roles.contains("database") { roles.append("db") }
    if roles.contains("queue") { roles.append("broker") }
    return roles.filter { !pieces.contains($0) }
  }
}
