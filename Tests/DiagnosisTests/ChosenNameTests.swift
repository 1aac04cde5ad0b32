import Testing

@testable import Diagnosis

/// Names by which changes are tied to what they led to, and the addresses of networks.
@Suite struct ChosenNameTests {
  private static func chosen(_ text: String) -> [String] {
    ChosenName.names(in: text).filter(\.isChosen).map(\.key).sorted()
  }

  @Test func `Names that somebody put together are chosen, words and versions are not`() {
    #expect(
      Self.chosen(#"flag "related_items_v2" enabled for everybody in 2026.08.19-1"#)
        == ["relateditemsv2"])
    #expect(
      Self.chosen("Customer.find_each { BackfillAddressesJob.run }").contains(
        "backfilladdressesjob"))
    #expect(Self.chosen("7f1c0a52-93de-4c11-a7b0-5be2d81c0e64 connection requests").isEmpty)
  }

  @Test func `One name is akin to another that begins with it`() throws {
    func name(_ text: String) throws -> ChosenName {
      try #require(ChosenName.names(in: text).first)
    }
    let (policy, limit) = (try name("maxmemory-policy"), try name("maxmemory"))
    #expect(policy.isAkin(to: limit))
    let (items, flag) = (try name("related_items"), try name("related_items_v2"))
    #expect(items.isAkin(to: flag))
    let other = try name("relational-store")
    #expect(!items.isAkin(to: other))
  }

  @Test func `A network holds its addresses`() throws {
    let network = try #require(IPv4Network.all(in: "deny any -> 10.1.0.0/24 (ines)").first)
    let inside = try #require(IPv4Address.all(in: "to 10.1.0.2#53 failed").first)
    let outside = try #require(IPv4Address.all(in: "to 10.1.1.2:53 failed").first)
    #expect(network.holds(inside) && !network.holds(outside))
    #expect(IPv4Network.all(in: "10.1.0.0/99 10.1.0/24 1.2.3.4").isEmpty)
    #expect(IPv4Address.all(in: "version 1.2.3, 300.1.1.1, 10.1.0.0/24").isEmpty)
  }
}
