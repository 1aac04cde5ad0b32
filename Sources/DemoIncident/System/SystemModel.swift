/// A system of services: who calls whom, what a request costs each, and what goes wrong.
///
/// Everything that is measured follows from it: the requests of a service from those of its callers,
/// its latency from that of its callees, its CPU from its requests.
struct SystemModel: Sendable {
  /// The services; the first is the one that users reach.
  ///
  /// Callees stand behind their callers.
  var services: [Service]
  /// The requests of users, a second.
  var traffic: Course
  var upsets: [Upset] = []

  /// A service at its ease.
  struct Service: Sendable {
    var name: String
    /// The calls that a request makes, one after the other.
    var calls: [Call] = []
    /// Its own work for a request, in milliseconds.
    var work: Double
    /// What it needs of its CPU without any request, and for each request a second, in percent.
    var idle = 3.0
    var cost: Double
    /// What it holds in memory, in MiB.
    var memory: Double
    /// What users ask of it, as its spans are called.
    var operation: String
    /// The machine that it runs on.
    var node = "node-1"
  }

  /// A call to another service, by its place, which not every request may need.
  struct Call: Sendable, ExpressibleByIntegerLiteral {
    var service: Int
    /// The part of the requests that make it, from 0 to 1.
    var share: Double

    init(_ service: Int, share: Double = 1) {
      self.service = service
      self.share = share
    }

    init(integerLiteral service: Int) { self.init(service) }
  }

  /// What happens to a service for some time.
  struct Upset: Sendable {
    var service: Int
    var from: Int64
    var until = Int64.max
    /// How long it takes to come to its full height, in milliseconds.
    var ramp: Int64 = 0
    /// How many times as much CPU, and own work, a request takes.
    var cpu = 1.0
    var work = 1.0
    /// Milliseconds that a call to it loses on the way.
    var way = 0.0
    /// The part of its requests that fail, from 0 to 1.
    var failing = 0.0

    func share(at time: Int64) -> Double {
      Course.Turn(from: from, until: until, ramp: ramp).share(at: time)
    }
  }

  /// How many requests of a service there are for each one of users.
  var shares: [Double] {
    var shares = [Double](repeating: 0, count: services.count)
    shares[0] = 1
    for (caller, service) in services.enumerated() {
      for call in service.calls { shares[call.service] += shares[caller] * call.share }
    }
    return shares
  }

  /// What upsets make of a service at a time, on top of each other.
  func upset(_ service: Int, at time: Int64) -> (
    cpu: Double, work: Double, way: Double, failing: Double
  ) {
    var whole = (cpu: 1.0, work: 1.0, way: 0.0, failing: 0.0)
    for upset in upsets where upset.service == service {
      let share = upset.share(at: time)
      whole.cpu *= 1 + (upset.cpu - 1) * share
      whole.work *= 1 + (upset.work - 1) * share
      whole.way += upset.way * share
      whole.failing = 1 - (1 - whole.failing) * (1 - upset.failing * share)
    }
    return whole
  }

  /// What a service is like at a time, without noise.
  func state(_ service: Int, at time: Int64) -> State {
    let own = services[service]
    let upset = upset(service, at: time)
    var state = State(latency: own.work * upset.work, failing: upset.failing)
    for call in own.calls {
      let below = self.state(call.service, at: time)
      state.latency += call.share * (below.latency + self.upset(call.service, at: time).way)
      state.failing = 1 - (1 - state.failing) * (1 - call.share * below.failing)
    }
    return state
  }

  /// What those who call a service see of it.
  struct State: Sendable {
    /// The mean time of an answer, in milliseconds, without the way.
    var latency: Double
    /// The part of the requests that fail, from 0 to 1.
    var failing: Double
  }
}
