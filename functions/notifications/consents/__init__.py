"""WeChat carries one message for each time that its reader agreed to one: the ledger of these consents."""
