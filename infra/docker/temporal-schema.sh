#!/bin/sh
# Makes Temporal's two databases, or brings their schemas up to this version. May run again: what is there already is
# refused by the first two commands and left alone; the last one fails when anything is really wrong.
set -eu
for database in temporal temporal_visibility; do
  versions=temporal
  [ "$database" = temporal ] || versions=visibility
  temporal-sql-tool --db "$database" create || true
  temporal-sql-tool --db "$database" setup-schema -v 0.0 || true
  temporal-sql-tool --db "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/$versions/versioned"
done
