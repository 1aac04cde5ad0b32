/// A cluster of apps at one moment, as its commands would print it.
struct MadeCluster: Sendable {
  var namespace: String
  var nodes: [Node]
  var apps: [App]
  var events: [Event]
  /// When the commands were called, in milliseconds since 1970.
  var now: Int64

  /// A machine.
  struct Node: Sendable {
    var name: String
    var role: String
    var address: String
    /// How long it has been there, in milliseconds.
    var age: Int64
  }

  /// A deployment, its pods, and the service that leads to them.
  struct App: Sendable {
    var name: String
    var image: String
    var port: Int
    /// The labels of its pods, in their order, without the one that its replica set adds.
    var labels: [Pair]
    /// Settings that are given as they are.
    var environment: [Pair] = []
    /// A setting that is taken from a secret: the secret's name and key, as the value.
    var secret: (name: String, key: String)?
    /// The port that its probe of readiness asks.
    var probe: Int
    var service: Service
    /// The suffix that its replica set drew, and the pods.
    var hash: String
    var pods: [Pod]

    /// How many pods are ready.
    var ready: Int { pods.count(where: \.isReady) }
  }

  /// A pair of a name and a value, where their order is told.
  struct Pair: Sendable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What leads to pods.
  struct Service: Sendable {
    var port: Int
    var target: Int
    var selector: [Pair]
    var address: String
  }

  /// A pod.
  struct Pod: Sendable {
    var suffix: String
    var node: Int
    var address: String
    /// How long it has been there, in milliseconds.
    var age: Int64
    var status = "Running"
    var isReady = true
    var restarts = 0
    /// When the last restart was, in milliseconds before now.
    var restarted: Int64 = 0
  }

  /// What the cluster noted of an object.
  struct Event: Sendable {
    /// How long ago it was seen last, and first, in milliseconds.
    var last: Int64
    var first: Int64
    var count = 1
    var isWarning: Bool
    var reason: String
    /// `pod/cart-7d9c`, as listings write it.
    var object: String
    var message: String
    var source = "kubelet"
  }

  /// Whether a service of an app selects its pods.
  func isSelected(_ app: App) -> Bool {
    app.service.selector.allSatisfy { wanted in
      app.labels.contains { $0.name == wanted.name && $0.value == wanted.value }
    }
  }
}
