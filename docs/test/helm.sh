#!/bin/sh
# Stands in for Helm in the documentation's tests: "helm template ... RELEASE CHART" prints one MySQL, whatever the chart.
[ "$1" = template ] || exit 2
while [ $# -gt 2 ]; do shift; done
cat <<END
apiVersion: v1
kind: Service
metadata:
  name: $1-mysql
spec:
  selector: { app: $1-mysql }
  ports:
    - port: 3306
---
apiVersion: v1
kind: Pod
metadata:
  name: $1-mysql
  labels: { app: $1-mysql }
spec:
  containers:
    - name: mysql
      image: mysql:8.4
      env:
        - name: MYSQL_ROOT_PASSWORD
          valueFrom: { secretKeyRef: { name: $1-mysql, key: password } }
      ports:
        - containerPort: 3306
END
