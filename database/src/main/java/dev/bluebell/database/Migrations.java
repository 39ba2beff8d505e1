package dev.bluebell.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables of a schema up to date, once each time a database is opened. */
final class Migrations {

    private Migrations() {}

    /**
     * Runs the migrations that have not been run.
     *
     * @param database names the database in messages
     * @param dialect the folder below {@link Schema#location}
     * @throws DatabaseException.NewerSchema if the database has a migration that the class path has not
     * @throws FlywayException if a migration fails, or one that was run has been changed since
     */
    static void run(Schema schema, String dialect, DataSource source, String database) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + schema.location() + "/" + dialect)
                .failOnMissingLocations(true)
                .table(schema.historyTable())
                .baselineOnMigrate(true) // another schema may have filled the database before
                .baselineVersion(MigrationVersion.fromVersion("0"))
                .loggers() // none: it tells each step, and what fails comes as an exception
                .load();
        MigrationInfoService migrations = flyway.info();
        refuseNewer(migrations.all(), schema, database);
        if (migrations.pending().length > 0) {
            flyway.migrate();
        }
    }

    private static void refuseNewer(MigrationInfo[] migrations, Schema schema, String database) {
        for (MigrationInfo migration : migrations) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new DatabaseException.NewerSchema(
                        database, schema, migration.getVersion().getVersion());
            }
        }
    }
}
