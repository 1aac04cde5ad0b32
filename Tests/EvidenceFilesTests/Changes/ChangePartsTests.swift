import Evidence
import Testing

@testable import EvidenceFiles

/// What records of changes say beside their words: who, which commit, from what to what.
@Suite struct ChangePartsTests {
  private static func changes(_ text: String, name: String) -> [Observation] {
    FileEvidence(text: Array(text.utf8), name: name).observations.filter { observation in
      guard case .change = observation.measure else { return false }
      return true
    }
  }

  private static func part(_ name: String, of change: Observation) -> String? {
    change.traits.first { $0.name == name }?.value
  }

  @Test func `A commit has its hash and its author, at their own lines`() throws {
    let change = try #require(
      Self.changes(
        """
        commit 0b7175d80740db7b1ed0e3cf122ba514f9c04da2
        Author: Ada Byron <ada@bakery.test>
        Date:   Mon Mar 9 09:31:20 2026 +0000

            till: print receipts anew
        """, name: "git.txt"
      ).first)
    #expect(Self.part("commit", of: change) == "0b7175d80740db7b1ed0e3cf122ba514f9c04da2")
    #expect(Self.part("author", of: change) == "Ada Byron")
    let line = change.traits.first { $0.name == "author" }?.sample?.reference.locator
    #expect(line == .line(path: "git.txt", number: 2))
  }

  @Test func `On one line the author stands before the subject, set off by two blanks`() throws {
    let changes = Self.changes(
      """
      3211b16 2026-09-15T17:36:10Z Ada Byron  net: drop old rules (#918)
      d8e2185 2026-09-15T12:05:53Z Ole Berg  web: raise the maximum
      a740050 2026-09-15T09:46:35Z raise the pool
      """, name: "git.txt")
    #expect(changes.map { Self.part("author", of: $0) } == ["Ada Byron", "Ole Berg", nil])
    #expect(changes.first?.service == "net")
    #expect(changes.first?.samples.first?.message == "net: drop old rules (#918)")
  }

  @Test func `A record's parts go by their paths`() throws {
    let change = try #require(
      Self.changes(
        """
        {"date": "2026-10-06T07:31:08Z", "kind": "flag", "name": "otp", "member": "a.f", "before": {"rollout": 0}, "after": {"rollout": 100}}
        """, name: "flags.jsonl"
      ).first)
    #expect(Self.part("member", of: change) == "a.f")
    #expect(Self.part("before.rollout", of: change) == "0")
    #expect(Self.part("after.rollout", of: change) == "100")
  }

  @Test func `Of an audit log what somebody changed is a change, and what the cluster did is none`()
  {
    func line(_ verb: String, _ user: String, _ resource: String, _ name: String) -> String {
      #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/\#(resource)/\#(name)","verb":"\#(verb)","user":{"username":"\#(user)"},"objectRef":{"resource":"\#(resource)","namespace":"shop","name":"\#(name)"},"responseStatus":{"code":200},"requestReceivedTimestamp":"2026-01-06T03:15:09.1Z"}"#
    }
    let changes = Self.changes(
      [
        line("get", "ines", "secrets", "cart-ca"),
        line("update", "system:kube-controller-manager", "configmaps", "leader"),
        line("delete", "system:serviceaccount:tools:sweeper", "secrets", "cart-ca"),
        line("patch", "system:node:w-1", "nodes", "w-1"),
      ].joined(separator: "\n"), name: "audit.jsonl")
    #expect(changes.map(\.service) == ["cart-ca"])
    #expect(
      changes.first.flatMap { Self.part("actor", of: $0) } == "system:serviceaccount:tools:sweeper")
  }

  @Test func `A document of services says which depends on which`() {
    let text = """
      services:
        cart: {tier: core, depends_on: [prices, cart-db]}
        prices:
          depends_on: [rates]
        cart-db: {tier: data}
      """
    let calls = FileEvidence(text: Array(text.utf8), name: "topology.yaml").observations.compactMap
    {
      observation -> String? in
      guard case .calls(let callee) = observation.measure else { return nil }
      return "\(observation.service) \(callee)"
    }
    #expect(Set(calls) == ["cart prices", "cart cart-db", "prices rates"])
  }
}
