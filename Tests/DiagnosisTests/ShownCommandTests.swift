import Testing

@testable import Diagnosis

@Suite struct ShownCommandTests {
  @Test(arguments: [
    ("$ kafka-topics.sh --describe --under-replicated-partitions", true),
    ("root@kafka-2:~# df -h", true), ("ops@web-1:/srv$ tail error.log", true),
    ("no space left on device", false), ("user@example.org: mailbox full", false),
    ("# a comment about failed writes", false),
  ])
  func `What was typed at a prompt is known by it`(text: String, isShown: Bool) {
    #expect(ShownCommand.isShown(text) == isShown)
  }
}
