/// Why a turn has no answer, as the engine worded it.
struct TurnFailure: Error, Hashable, CustomStringConvertible {
  var reason: String

  var description: String { reason }
}
