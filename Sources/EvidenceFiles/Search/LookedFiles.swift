import Synchronization

/// What one piece of the evidence brought to a second look, or why it could not be read.
struct LookedPiece<Result: Sendable>: Sendable {
  var result: Result
  var failure: String?
}

/// Takes in what pieces brought, file by file: a file counts as a whole, when its last piece is there
/// and all of them could be read, or not at all.
///
/// Pieces come in their order, each once: those of a file follow each other.
final class LookedFiles<Result: MergeableResult>: Sendable {
  private struct State: Sendable {
    var total: Result
    /// The file whose pieces come in.
    var open: Result?
    /// Why files could not be read, by their plans.
    var failed: [Int: String] = [:]
  }

  private let make: @Sendable () -> Result
  private let lastOfPlan: [Int: Int]
  private let state: Mutex<State>

  /// - Parameters:
  ///   - make: Makes an empty result.
  ///   - lastOfPlan: The last piece of each file, by the file's plan.
  init(_ make: @escaping @Sendable () -> Result, lastOfPlan: [Int: Int]) {
    self.make = make
    self.lastOfPlan = lastOfPlan
    state = Mutex(State(total: make()))
  }

  /// Takes a piece in; `plans` are those of the files that it has parts of.
  func take(_ found: LookedPiece<Result>, piece: Int, plans: [Int]) {
    guard let plan = plans.first else { return }
    state.withLock { state in
      if let failure = found.failure {
        for plan in plans { state.failed[plan] = failure }
      }
      let file = state.open ?? make()
      file.absorb(found.result)
      state.open = file
      guard lastOfPlan[plan] == piece else { return }
      if state.failed[plan] == nil { state.total.absorb(file) }
      state.open = nil
    }
  }

  /// What all whole files brought, and why others could not be read, by their plans.
  var result: (total: Result, failed: [Int: String]) {
    state.withLock { ($0.total, $0.failed) }
  }
}
