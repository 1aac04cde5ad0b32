/// The service behind the name of a pod or container.
enum ServiceOfPod {
  /// `cart-5c8b9d7f6-qwrtz` → `cart`; a name that is no pod's is as it is.
  static func name(_ pod: String) -> String {
    var pod = pod
    return pod.withUTF8 { bytes in
      let length = PodName.serviceLength(bytes)
      // `db-0` is a pod of a stateful set, `catalogue-2` may be anything: what was drawn is sure.
      guard length > 0, PodName.isPod(bytes) else { return bytes.text() }
      return bytes.part(0, length).text()
    }
  }
}
