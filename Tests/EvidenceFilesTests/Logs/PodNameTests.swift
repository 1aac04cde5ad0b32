@testable import EvidenceFiles
import Testing

@Suite struct PodNameTests {
  @Test(arguments: [
    ("cart-5c8b9d7f6-qwrtz", "cart"), ("cart-x2x1z", "cart"), ("cart-0", "cart"), ("cart", "cart"),
    ("cart-28391040-x2x1z", "cart"), ("shop-cart-7d9f8c6b5-x2x1z", "shop-cart"),
    ("user-service", "user-service"), ("node-exporter-bcdfg", "node-exporter"),
    ("web-frontend", "web-frontend"), ("kafka-broker-12", "kafka-broker"), ("-", "-"), ("", ""),
  ])
  func `The service of a pod is its name without what was drawn`(pod: String, service: String) {
    var text = pod
    text.withUTF8 { #expect($0.part(0, PodName.serviceLength($0)).text() == service) }
  }

  @Test(arguments: [
    ("cart-6c9f8d7b54", "cart"), ("cart-5c8b9d7f6-qwrtz", "cart"), ("np-a-1", "np-a-1"),
    ("aks-sys-338047-vmss000010", "aks-sys-338047-vmss000010"), ("menu-search", "menu-search"),
    ("backup-20260110", "backup-20260110"),
  ])
  func `An object of any kind loses only what was drawn for sure`(name: String, chosen: String) {
    var text = name
    text.withUTF8 { #expect($0.part(0, PodName.chosenLength($0)).text() == chosen) }
  }

  @Test(arguments: [("orders-1", "orders"), ("orders_12", "orders"), ("es-2026", "es-2026")])
  func `The service of a container is its name without its index`(name: String, service: String) {
    var text = name
    text.withUTF8 { #expect($0.part(0, PodName.composeLength($0)).text() == service) }
  }
}
