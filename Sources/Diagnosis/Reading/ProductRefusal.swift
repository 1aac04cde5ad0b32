import Evidence

/// What a product says to its clients when one of its limits is reached: an entry of any client that quotes
/// it tells of the product, not of the client.
///
///     courses `session load failed: ERR max number of clients reached`  → redis takes no more clients
struct ProductRefusal: Sendable {
  /// Words of services' names by which a product is known.
  let products: Set<String>
  /// The product's own words, in lower case.
  let words: [String]

  /// The words of each product, as its source or manual has them.
  static let all: [ProductRefusal] = [
    // networking.c and server.c of Redis, which Valkey and KeyDB have as well.
    ProductRefusal(
      products: ["redis", "valkey", "keydb"],
      words: [
        "max number of clients reached",
        "oom command not allowed when used memory > 'maxmemory'",
      ]),
    // proc.c and postinit.c of PostgreSQL.
    ProductRefusal(
      products: ["postgres", "postgresql", "pgsql", "pg"],
      words: [
        "sorry, too many clients already", "remaining connection slots are reserved",
        "too many connections for role", "too many connections for database",
      ]),
    ProductRefusal(
      products: ["pgbouncer"],
      words: ["no more connections allowed (max_client_conn)"]),
    // ER_CON_COUNT_ERROR and ER_TOO_MANY_USER_CONNECTIONS of MySQL's list of errors.
    ProductRefusal(
      products: mysql,
      words: [
        "error 1040", "(1040)", "(08004)", "too many connections", "max_user_connections",
      ]),
    ProductRefusal(
      products: ["mongo", "mongodb", "mongod"],
      words: ["because there are too many open connections", "too many open connections"]),
    // rabbit_reader.erl and rabbit_channel.erl of RabbitMQ.
    ProductRefusal(
      products: ["rabbitmq", "rabbit"],
      words: [
        "node connection limit", "connection limit (", "has reached the negotiated channel_max",
      ]),
    ProductRefusal(
      products: ["nginx"], words: ["worker_connections are not enough"]),
    ProductRefusal(
      products: ["memcached", "memcache"], words: ["too many open connections"]),
    ProductRefusal(
      products: ["elasticsearch", "elastic", "opensearch"],
      words: ["es_rejected_execution_exception", "circuit_breaking_exception", "data too large"]),
    ProductRefusal(
      products: ["oracle", "ora"],
      words: ["ora-00018", "ora-00020", "ora-12516", "ora-12519", "ora-12520"]),
    ProductRefusal(
      products: ["etcd"],
      words: ["etcdserver: too many requests", "etcdserver: mvcc: database space exceeded"]),
  ]

  private static let mysql: Set<String> = ["mysql", "mysqld", "mariadb", "mariadbd", "percona"]

  /// What products and their drivers say when something else is amiss: it names the product, and whether
  /// the trouble is its own is another matter.
  static let errors: [ProductRefusal] = [
    // MySQL's list of errors, as PDO, Connector/J and others pass them on.
    ProductRefusal(
      products: mysql,
      words: [
        "try restarting transaction", "mysql server has gone away", "lost connection to mysql",
        "sqlstate[hy000] [2002]", "general error: 1", "com.mysql.cj", "mysql2::error",
        "pymysql.err",
      ]),
    ProductRefusal(
      products: ["postgres", "postgresql", "pgsql", "pg"],
      words: [
        "psqlexception", "psycopg2.", "psycopg.errors", "pq: ", "canceling statement due to",
        "asyncpg.exceptions", "npgsqlexception", "pg::",
      ]),
    ProductRefusal(
      products: ["redis", "valkey", "keydb"],
      words: [
        "redis.exceptions", "rediserror", "jedisconnectionexception", "rediscommandtimeout",
        "misconf redis", "readonly you can't write",
      ]),
    ProductRefusal(
      products: ["mongo", "mongodb", "mongod"],
      words: ["mongoservererror", "mongonetworkerror", "pymongo.errors", "mongotimeout"]),
    ProductRefusal(
      products: ["rabbitmq", "rabbit"],
      words: ["amqp.exceptions", "pika.exceptions", "amqpconnection", "channel.close"]),
    ProductRefusal(
      products: ["kafka"],
      words: ["org.apache.kafka", "kafka.errors", "librdkafka", "kafkajs"]),
    ProductRefusal(
      products: ["elasticsearch", "elastic", "opensearch"],
      words: ["elasticsearchexception", "elastic_transport", "search_phase_execution_exception"]),
  ]

  /// Whether a service is of the product, by a word of its name: `orders-redis`, `redis-0`, `redis7`.
  func isOf(_ service: String) -> Bool {
    service.lowercased().split { !($0.isLetter || $0.isNumber) }.contains { word in
      let name = word.reversed().drop(while: \.isNumber).reversed()
      return products.contains(String(word)) || products.contains(String(name))
    }
  }

  /// Whether a text holds words of the product.
  ///
  /// The text has to be in lower case.
  func isSaid(in text: String) -> Bool { words.contains(where: text.holds) }
}
