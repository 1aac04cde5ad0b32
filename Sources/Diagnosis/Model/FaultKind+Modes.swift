/// Well-known ways in which what a cluster or a host is told to do does not come about.
extension FaultKind {
  static let modes: [FaultKind] =
    started + attached + permitted + scaled + timed + routed + released + hosted

  private static let started: [FaultKind] = [
    row(
      "preempted", 1, "pods of a higher priority", "lost pods to others of a higher priority",
      [
        "`kubectl get priorityclasses`; `kubectl get pods -A -o custom-columns=N:.metadata.name,P:.spec.priority`"
      ]),
    row(
      "image-architecture", 1, "an image for another processor",
      "runs an image for another processor",
      ["`docker manifest inspect` of SERVICE's image; `kubectl get nodes -L kubernetes.io/arch`"]),
    row(
      "image-rate-limit", 1, "a registry that limits pulls", "may not pull more images for now",
      ["a pull secret or a mirror for SERVICE's registry"]),
    row(
      "image-never-pulled", 1, "an image that may not be pulled", "may not pull its image",
      ["the `imagePullPolicy` of SERVICE"]),
    row(
      "command-missing", 1, "a command that the image lacks", "is to start what its image lacks",
      ["the `command` of SERVICE beside what its image holds"]),
    row(
      "command-not-executable", 1, "a command that may not be executed",
      "is to start what may not be executed", ["the mode of the file that SERVICE starts"]),
    row(
      "probe-command-missing", 1, "a probe whose command the image lacks",
      "is probed by a command that its image lacks", ["the `exec` probes of SERVICE"]),
    row(
      "probe-path", 1, "a probe of a path that is not there",
      "is probed at a path that it does not have",
      ["the `path` of SERVICE's probes beside what it serves"]),
    row(
      "root-refused", 1, "a container that may not run as root", "may not run as root",
      ["`runAsUser` and `runAsNonRoot` of SERVICE"]),
    row(
      "mount-refused", 1, "a mount that cannot be made", "has a mount that cannot be made",
      ["the `volumeMounts` of SERVICE, their `subPath`s above all"]),
    row(
      "root-read-only", 1, "a root file system that is read-only", "may not write to its root",
      ["an `emptyDir` of SERVICE at the place that it writes to"]),
    row(
      "mount-hides", 1, "a mount that hides files", "misses files that a mount hides",
      ["the `mountPath` of SERVICE's volumes; a `subPath` mounts one file"]),
    row(
      "init-waits", 1, "an init container that waits in vain", "waits in an init container",
      ["`kubectl logs POD -c INIT` of SERVICE; `kubectl get services`"]),
    row(
      "addresses-used-up", 1, "a node without free addresses", "gets no address for its pods",
      ["the pod range of the node; `kubectl get pods -A -o wide | grep NODE | wc -l`"]),
    row(
      "network-plugin-down", 1, "a network plugin that does not work", "gets no network",
      ["the pods of the network plugin on the node of SERVICE's pod"]),
  ].map { $0.asked(by: ["start", "restart", "crash", "lost", "preempted", "ready", "image"]) }

  private static let attached: [FaultKind] = [
    row(
      "volume-multi-attach", 1, "a volume that another node holds", "waits for a volume",
      ["`kubectl get volumeattachments`; which pod of the old node still has it"]),
    row(
      "volume-attach-failed", 0.95, "a volume that cannot be attached", "waits for a volume",
      ["`kubectl get volumeattachments`; the controller of the storage class"]),
    row(
      "volume-provision-failed", 1, "a volume that cannot be made", "gets no volume",
      ["`kubectl describe pvc`; the provisioner's log"]),
    row(
      "volume-resize-failed", 0.95, "a volume that cannot grow", "gets no more room",
      ["`kubectl describe pvc`; `allowVolumeExpansion` of the storage class"]),
    row(
      "finalizer-holds", 0.95, "a finalizer that holds an object", "cannot be deleted",
      ["who has to take the finalizer of SERVICE away"]),
    row(
      "namespace-terminating", 1, "a namespace that cannot end", "cannot be deleted",
      ["`kubectl get apiservices | grep False`; what is left in SERVICE"]),
    row(
      "drain-blocked", 1, "a disruption budget that blocks a drain", "cannot be drained",
      ["`kubectl get pdb -A`; a further pod of what the budget protects"]),
  ].map { $0.asked(by: ["volume", "drain", "delete", "terminating", "stuck", "hang", "hangs"]) }

  private static let permitted: [FaultKind] = [
    row(
      "limit-range-refused", 1, "a LimitRange that refuses",
      "gets no pods, for a LimitRange refuses them",
      ["`kubectl describe limitrange`; the resources of SERVICE"]),
    row(
      "quota-needs-limits", 1, "a quota that wants limits", "gets no pods, for it sets no limits",
      ["`kubectl describe resourcequota`; the resources of SERVICE, or a LimitRange with defaults"]),
    row(
      "priority-class-missing", 1, "a priority class that does not exist", "gets no pods",
      ["`kubectl get priorityclasses`"]),
    row(
      "webhook-down", 1, "an admission webhook that does not answer",
      "is refused, for a webhook is down",
      [
        "`kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations`; the webhook's pods"
      ]),
    row(
      "webhook-denied", 0.95, "an admission webhook that denies",
      "is denied by an admission webhook",
      ["the policy that the message names"]),
    row(
      "access-forbidden", 1, "a role that lacks a permission", "lacks a permission",
      ["`kubectl auth can-i --list --as=system:serviceaccount:NAMESPACE:SERVICE`"]),
  ].map { $0.asked(by: ["pending", "created", "forbidden", "permission", "start"]) }

  private static let scaled: [FaultKind] = [
    row(
      "autoscaler-without-metrics", 1, "an autoscaler without metrics", "is not scaled",
      ["`kubectl describe hpa`; `kubectl get apiservice v1beta1.metrics.k8s.io`"]),
    row(
      "autoscaler-target-missing", 1, "an autoscaler without a target", "scales nothing",
      ["the `scaleTargetRef` of SERVICE"]),
    row(
      "autoscaler-at-maximum", 0.9, "an autoscaler at its maximum", "may not get more pods",
      ["`maxReplicas` of SERVICE's autoscaler"]),
    row(
      "evicted-by-updater", 0.9, "a vertical autoscaler that evicts", "is evicted to be resized",
      ["the `updateMode` of SERVICE's vertical autoscaler"]),
    row(
      "api-unavailable", 1, "an aggregated API that is not available", "is not available",
      ["`kubectl describe apiservice SERVICE`; the pods behind it"]),
  ].map { $0.asked(by: ["scale", "scaled", "scales", "hpa", "autoscaler", "metrics"]) }

  private static let timed: [FaultKind] = [
    row(
      "cronjob-held", 1, "an old run that still hangs", "starts no run, for an old one hangs",
      ["`kubectl get jobs`; the pod of the run that has not ended"]),
    row(
      "cronjob-suspended", 1, "a cron job that is suspended", "is suspended",
      ["who suspended SERVICE; `kubectl patch cronjob SERVICE -p '{\"spec\":{\"suspend\":false}}'`"]
    ),
    row(
      "cronjob-missed", 1, "a cron job that missed its times", "misses its times",
      ["`startingDeadlineSeconds` of SERVICE; the log of the controller manager"]),
    row(
      "cronjob-schedule", 1, "a schedule that is none", "has no schedule that holds",
      ["`schedule` and `timeZone` of SERVICE"]),
    row(
      "job-gave-up", 0.95, "a job that failed too often", "gave up",
      ["`kubectl logs job/SERVICE`; its `backoffLimit`"]),
    row(
      "job-deadline", 1, "a job that ran too long", "was ended for running too long",
      ["`activeDeadlineSeconds` of SERVICE"]),
  ].map { $0.asked(by: ["job", "cron", "cronjob", "run", "runs", "schedule", "nightly", "late"]) }

  private static let routed: [FaultKind] = [
    row(
      "host-network-resolver", 1, "the resolver of the node", "asks the wrong resolver",
      ["`dnsPolicy: ClusterFirstWithHostNet` of SERVICE; `cat /etc/resolv.conf` in its pod"]),
    row(
      "resolver-down", 1, "a cluster's resolver that does not work", "answers no names",
      ["`kubectl -n kube-system logs -l k8s-app=kube-dns`"]),
    row(
      "policy-names", 1, "a policy that forbids names", "may not ask for names",
      ["a rule of egress to port 53 in the policy of SERVICE"]),
    row(
      "policy-ingress", 1, "a policy that forbids calls", "may not be called",
      ["`kubectl describe networkpolicy`; the labels of the callers"]),
    row(
      "policy-egress", 1, "a policy that forbids to call", "may not call",
      ["`kubectl describe networkpolicy`; the labels of what SERVICE calls"]),
    row(
      "ingress-class", 1, "an ingress class that does not exist", "is served by no controller",
      ["`kubectl get ingressclass`"]),
    row(
      "ingress-backend", 1, "an ingress that leads nowhere", "leads nowhere",
      ["`kubectl describe ingress SERVICE`; `kubectl get services`"]),
    row(
      "ingress-secret", 1, "a TLS secret that does not exist", "shows another certificate",
      ["`kubectl get secrets`; `kubectl describe ingress SERVICE`"]),
    row(
      "ingress-twice", 0.95, "two ingresses of one path", "shares a path with another",
      ["`kubectl get ingress -A`"]),
    row(
      "load-balancer-pending", 1, "a load balancer that is pending", "has no external address",
      ["`kubectl describe service SERVICE`; the cloud's or MetalLB's controller"]),
    row(
      "traffic-policy-local", 1, "a node without a local pod", "is cut off at a node",
      ["`externalTrafficPolicy` of SERVICE; where its pods run"]),
    row(
      "headless-port", 1, "a headless service's port", "is called at a port that is not translated",
      ["the port that callers of SERVICE are told"]),
  ].map {
    $0.asked(by: ["unreachable", "reach", "resolve", "connect", "refused", "timeout", "pending"])
  }
}
