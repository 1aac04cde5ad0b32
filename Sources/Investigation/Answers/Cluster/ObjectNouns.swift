/// The nouns by which questions mean kinds of objects of a cluster.
enum ObjectNouns {
  /// A kind that a question names.
  struct Noun: Hashable {
    /// The kinds that it may mean, the likeliest first.
    var kinds: [String]
    var isPlural: Bool
    /// The place of the word.
    var place: Int
  }

  /// The kinds that words name, in their order.
  static func all(in words: [String]) -> [Noun] {
    words.indices.compactMap { place in
      let word = words[place]
      if let kinds = kinds[word] { return Noun(kinds: kinds, isPlural: false, place: place) }
      let stem =
        word.hasSuffix("sses") ? word.dropLast(2) : word.hasSuffix("s") ? word.dropLast() : ""
      if let kinds = kinds[String(stem)] {
        return Noun(kinds: kinds, isPlural: true, place: place)
      }
      return word == "policies" ? Noun(kinds: ["NetworkPolicy"], isPlural: true, place: place) : nil
    }
  }

  private static let kinds: [String: [String]] = [
    "pod": ["Pod"], "container": ["Pod"], "replica": ["Pod"], "copy": ["Pod"],
    "task": ["Pod"],
    "node": ["Node"], "machine": ["Node"], "worker": ["Node"],
    "webhook": ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"],
    "quota": ["ResourceQuota"], "resourcequota": ["ResourceQuota"],
    "volume": ["PersistentVolume", "PersistentVolumeClaim"],
    "disk": ["PersistentVolume", "PersistentVolumeClaim"],
    "pv": ["PersistentVolume"], "pvc": ["PersistentVolumeClaim"],
    "claim": ["PersistentVolumeClaim"], "ingress": ["Ingress"],
    "certificate": ["Certificate"], "cert": ["Certificate"], "issuer": ["Issuer", "ClusterIssuer"],
    "namespace": ["Namespace"], "job": ["Job", "CronJob"], "cronjob": ["CronJob"],
    "deployment": ["Deployment"], "statefulset": ["StatefulSet"], "daemonset": ["DaemonSet"],
    "replicaset": ["ReplicaSet"], "workload": ["Deployment", "StatefulSet", "DaemonSet"],
    "secret": ["Secret"], "configmap": ["ConfigMap"], "hpa": ["HorizontalPodAutoscaler"],
    "autoscaler": ["HorizontalPodAutoscaler"], "pdb": ["PodDisruptionBudget"],
    "storageclass": ["StorageClass"], "svc": ["Service"], "endpoint": ["Endpoints", "Service"],
    "networkpolicy": ["NetworkPolicy"], "serviceaccount": ["ServiceAccount"],
    "priorityclass": ["PriorityClass"],
  ]
}
