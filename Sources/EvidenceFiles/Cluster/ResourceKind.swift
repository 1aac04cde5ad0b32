/// The kinds of objects, and the names that commands and tables call them by.
enum ResourceKind {
  /// The kind that a command's word means: `po`, `pods`, `deployments.apps` → `Pod`, `Pod`, `Deployment`.
  static func named(_ word: String) -> String? {
    let word = word.lowercased()
    let plain = word.split(separator: ".").first.map(String.init) ?? word
    return byName[plain]
  }

  /// Kinds that belong to no namespace.
  static let global: Set<String> = [
    "Node", "PersistentVolume", "StorageClass", "Namespace", "ClusterRole", "ClusterRoleBinding",
    "PriorityClass", "IngressClass", "Listing", "Moment", "ClusterIssuer", "APIService",
    "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration",
  ]

  private static let names: [(kind: String, words: String)] = [
    ("Pod", "pod pods po"),
    ("Service", "service services svc"),
    ("Deployment", "deployment deployments deploy"),
    ("ReplicaSet", "replicaset replicasets rs"),
    ("StatefulSet", "statefulset statefulsets sts"),
    ("DaemonSet", "daemonset daemonsets ds"),
    ("ReplicationController", "replicationcontroller replicationcontrollers rc"),
    ("Job", "job jobs"),
    ("CronJob", "cronjob cronjobs cj"),
    ("ConfigMap", "configmap configmaps cm"),
    ("Secret", "secret secrets"),
    ("ServiceAccount", "serviceaccount serviceaccounts sa"),
    ("PersistentVolumeClaim", "persistentvolumeclaim persistentvolumeclaims pvc"),
    ("PersistentVolume", "persistentvolume persistentvolumes pv"),
    ("StorageClass", "storageclass storageclasses sc"),
    ("Endpoints", "endpoints endpoint ep"),
    ("EndpointSlice", "endpointslice endpointslices"),
    ("Ingress", "ingress ingresses ing"),
    ("NetworkPolicy", "networkpolicy networkpolicies netpol"),
    ("ResourceQuota", "resourcequota resourcequotas quota"),
    ("LimitRange", "limitrange limitranges limits"),
    ("HorizontalPodAutoscaler", "horizontalpodautoscaler horizontalpodautoscalers hpa"),
    ("PodDisruptionBudget", "poddisruptionbudget poddisruptionbudgets pdb"),
    ("Node", "node nodes no"),
    ("Namespace", "namespace namespaces ns project projects"),
    ("Event", "event events ev"),
    ("Role", "role roles"),
    ("RoleBinding", "rolebinding rolebindings"),
    ("Lease", "lease leases"),
    ("ClusterRole", "clusterrole clusterroles"),
    ("ClusterRoleBinding", "clusterrolebinding clusterrolebindings"),
    ("IngressClass", "ingressclass ingressclasses"),
    ("APIService", "apiservice apiservices"),
    ("VerticalPodAutoscaler", "verticalpodautoscaler verticalpodautoscalers vpa"),
    (
      "ValidatingWebhookConfiguration",
      "validatingwebhookconfiguration validatingwebhookconfigurations"
    ),
    ("MutatingWebhookConfiguration", "mutatingwebhookconfiguration mutatingwebhookconfigurations"),
    ("Certificate", "certificate certificates cert certs"), ("Issuer", "issuer issuers"),
    ("ClusterIssuer", "clusterissuer clusterissuers"),
    ("CertificateRequest", "certificaterequest certificaterequests cr"),
    ("Order", "order orders"), ("Challenge", "challenge challenges"),
    ("PriorityClass", "priorityclass priorityclasses pc"),
  ]

  private static let byName: [String: String] = Dictionary(
    names.flatMap { row in row.words.split(separator: " ").map { (String($0), row.kind) } },
    uniquingKeysWith: { first, _ in first })
}
