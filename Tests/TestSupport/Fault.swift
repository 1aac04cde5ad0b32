import DemoIncident
import Synchronization

/// Something that goes wrong between a client and its server.
package enum Fault: Hashable, Sendable {
  /// The answer is late.
  case delay(Duration)
  /// The request never arrives, and the connection is closed.
  case cutBefore
  /// The request arrives, and the connection is closed instead of an answer.
  case cutAfter
  /// Something in front of the server answers with a status and the contract's envelope.
  case refusal(Int, retryAfter: Int?)
  /// The request arrives, and the answer is a proxy's page of HTML.
  case page(Int)
  /// The request arrives, and the answer is JSON of another kind.
  case otherJSON
  /// The request arrives, and the answer is no HTTP at all.
  case noise
  /// The request arrives, and no answer comes for a long time.
  case silence(Duration)
}

/// Decides what goes wrong with which request.
package struct FaultPlan: Sendable {
  /// The fault for a request, nil for none.
  package var fault: @Sendable (HTTPTestRequest) -> Fault?
  /// Whether requests may meet a silence, which costs a client its whole patience.
  package var fallsSilent = false
  /// Whether the server behind is kept from hearing of `Prefer`, as one that does not know it.
  package var hidesPreference: Bool

  package init(
    hidesPreference: Bool = false, fault: @escaping @Sendable (HTTPTestRequest) -> Fault?
  ) {
    self.hidesPreference = hidesPreference
    self.fault = fault
  }

  /// Nothing goes wrong.
  package static let none = FaultPlan { _ in nil }

  /// One fault after the other, for the requests that match; then nothing.
  package static func sequence(
    _ faults: [Fault], where matches: @escaping @Sendable (HTTPTestRequest) -> Bool = { _ in true }
  ) -> FaultPlan {
    let rest = FaultQueue(faults)
    return FaultPlan { matches($0) ? rest.next() : nil }
  }

  /// Faults drawn at random from a seed; `chance` is the share of requests that meet one.
  package static func random(
    seed: UInt64, chance: Double, faults: [Fault], hidesPreference: Bool = false
  ) -> FaultPlan {
    let generator = SeededFaults(seed: seed, chance: chance, faults: faults)
    var plan = FaultPlan(hidesPreference: hidesPreference) { _ in generator.next() }
    plan.fallsSilent = faults.contains { if case .silence = $0 { true } else { false } }
    return plan
  }
}

/// The faults that are still to come.
private final class FaultQueue: Sendable {
  private let rest: Mutex<[Fault]>

  init(_ faults: [Fault]) {
    rest = Mutex(faults)
  }

  func next() -> Fault? {
    rest.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}

/// Draws faults, the same ones for the same seed; the first request meets one for sure.
private final class SeededFaults: Sendable {
  private let isFirst = Mutex(true)
  private let random: Mutex<SeededRandom>
  private let chance: Double
  private let faults: [Fault]

  init(seed: UInt64, chance: Double, faults: [Fault]) {
    random = Mutex(SeededRandom(seed: seed))
    self.chance = chance
    self.faults = faults
  }

  func next() -> Fault? {
    let isCertain = isFirst.withLock { isFirst in
      defer { isFirst = false }
      return isFirst
    }
    return random.withLock { random in
      guard isCertain || Double.random(in: 0..<1, using: &random) < chance else { return nil }
      return faults.randomElement(using: &random)
    }
  }
}
