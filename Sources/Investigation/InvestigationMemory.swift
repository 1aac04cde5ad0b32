/// What a report leaves behind for the next turn: scope, window, suspects and evidence.
///
/// A service stores it beside the turn as JSON and hands it back unread.
package struct InvestigationMemory: Hashable, Sendable, Codable {
  package init() {}
}
