/// The signal that ended a conversation: the process ends by it once all is in order, so that whoever
/// started it sees why (signal(7)).
package struct EndingSignal: Error, Hashable, Sendable {
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }
}
