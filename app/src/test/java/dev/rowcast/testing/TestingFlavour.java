package dev.rowcast.testing;

/**
 * The kinds of server that Rowcast follows; for {@code @ParameterizedTest @EnumSource(TestingFlavour.class)}. A test of a
 * flavour that can not run on this machine is skipped, and says so.
 */
public enum TestingFlavour {
    MARIADB("MariaDB 11.4") {
        @Override
        public TestingDatabase fresh(String... serverOptions) {
            return TestingMariadb.start(serverOptions);
        }

        @Override
        public TestingDatabase freshWithTls(TestingCertificates certificates, String... serverOptions) {
            return TestingMariadb.startWithTls(certificates, serverOptions);
        }
    },
    MYSQL("MySQL 9.7") {
        @Override
        public TestingDatabase fresh(String... serverOptions) {
            DockerPresence.assume();
            return TestingMysql.start(serverOptions);
        }

        @Override
        public TestingDatabase freshWithTls(TestingCertificates certificates, String... serverOptions) {
            DockerPresence.assume();
            return TestingMysql.startWithTls(certificates, serverOptions);
        }
    };

    private final String displayName;

    TestingFlavour(String displayName) {
        this.displayName = displayName;
    }

    /**
     * A server of the caller's own, to be closed by the caller.
     *
     * @param serverOptions as on the server's command line, after {@code mysql-conf/my.cnf}: "--binlog-format=STATEMENT"
     */
    public abstract TestingDatabase fresh(String... serverOptions);

    /** A server of the caller's own that offers TLS, with the certificates' server certificate. */
    public abstract TestingDatabase freshWithTls(TestingCertificates certificates, String... serverOptions);

    /**
     * The one server of this flavour that all tests of this JVM share, started when first asked for and stopped with the
     * JVM. Tests may write rows and make tables of their own; they neither stop nor close it, nor change its settings.
     */
    public TestingDatabase shared() {
        return switch (this) {
            case MARIADB -> SharedMariadb.DATABASE;
            case MYSQL -> {
                DockerPresence.assume();
                yield SharedMysql.DATABASE;
            }
        };
    }

    /**
     * The MariaDB that this machine has installed, of whatever version, to be closed by the caller; the test is skipped where
     * there is none.
     */
    public static TestingDatabase mariadbOfThisMachine() {
        return TestingMariadb.startOfThisMachine();
    }

    @Override
    public String toString() {
        return displayName;
    }

    private static TestingDatabase startShared(TestingFlavour flavour) {
        TestingDatabase database = flavour.fresh();
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "close " + flavour));
        return database;
    }

    private static final class SharedMariadb {
        private static final TestingDatabase DATABASE = startShared(MARIADB);
    }

    private static final class SharedMysql {
        private static final TestingDatabase DATABASE = startShared(MYSQL);
    }
}
