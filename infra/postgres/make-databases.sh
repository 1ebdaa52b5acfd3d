#!/bin/bash
# Run once, by the postgres image, when its volume is still empty. One database and one role for each service: a service
# can reach its own log and nothing else.
set -euo pipefail

for service in profile publish billing; do
  password=$(< "/run/secrets/${service}.database-password")
  psql --username "${POSTGRES_USER:-postgres}" --dbname postgres --no-psqlrc --quiet \
       --set ON_ERROR_STOP=1 --set "name=clipcast_${service}" --set "password=${password}" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
