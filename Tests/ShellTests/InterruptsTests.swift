import CPlatform
import Testing

@testable import Shell

/// Signals as a stream.
@Suite struct InterruptsTests {
  @Test(.timeLimit(.minutes(5)))
  func `a signal that comes as soon as it is listened to is told to all who listen`() async {
    // In a process of its own: a signal concerns all of it.
    await #expect(processExitsWith: .success) {
      for number in [SIGINT, SIGTERM, SIGHUP] {
        for _ in 0..<100 {
          var streams = [Interrupts.stream(), Interrupts.stream()].map { $0.makeAsyncIterator() }
          kill(getpid(), number)
          for index in streams.indices {
            guard await streams[index].next() == number else { exit(1) }
          }
        }
      }
      // Nobody listens any more, and nothing ends.
      kill(getpid(), SIGTERM)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `the first signal is told too`() async {
    for _ in 0..<20 {
      await #expect(processExitsWith: .success) {
        var signals = Interrupts.stream().makeAsyncIterator()
        kill(getpid(), SIGINT)
        guard await signals.next() == SIGINT else { exit(1) }
      }
    }
  }
}
