import Testing

@testable import EvidenceSources

/// What `kubectl` says where it fails, read.
@Suite struct KubectlRefusalTests {
  private static let nodes =
    #"Error from server (Forbidden): nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope"#
  private static let logs =
    #"Error from server (Forbidden): pods "cart-1" is forbidden: User "jane" cannot get resource "pods/log" in API group "" in the namespace "shop""#
  private static let chatter =
    #"E1129 04:28:24.3 11302 memcache.go:265] "Unhandled Error" err="couldn't get the group list""#

  @Test(arguments: [
    (nodes + "\n" + logs, "the cluster forbids it: nodes is", "list nodes, get pods/log", false),
    (
      "error: You must be logged in to the server (Unauthorized)", "does not know who asks",
      "Log in", true
    ),
    (
      chatter + "\nThe connection to the server 127.0.0.1:1 was refused - did you specify it?",
      "no cluster answers: The connection to", "current-context", true
    ),
    (
      "Unable to connect to the server: dial tcp: lookup nowhere: no such host",
      "no cluster answers", "Check that it is up", true
    ),
    (#"error: context "x" does not exist"#, "context \"x\" does not exist", "get-contexts", true),
    (
      #"Error from server (NotFound): pods "cart-1" not found"#, "(NotFound): pods", "by hand",
      false
    ),
  ])
  func `why it failed is told with what to do, and whether more may come`(
    said: String, why: String, advice: String, isFinal: Bool
  ) throws {
    let refusal = try #require(KubectlRefusal(said))
    #expect(refusal.why.contains(why) && !refusal.why.contains("memcache"), "\(refusal)")
    #expect(refusal.advice.contains(advice), "\(refusal)")
    #expect(refusal.isFinal == isFinal)
  }

  @Test func `what is no refusal is none`() {
    #expect(KubectlRefusal("") == nil)
    #expect(KubectlRefusal("Warning: v1 ComponentStatus is deprecated") == nil)
  }
}
