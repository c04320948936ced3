package dev.rowcast.preflight;

/** What a precondition is about. */
public enum Group {
    /** The server that is followed. */
    DATABASE("database"),
    /** The watched tables on it. */
    TABLES("tables"),
    /** The broker that is published to. */
    BROKER("broker"),
    /** Where Rowcast itself runs. */
    MACHINE("this machine");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
