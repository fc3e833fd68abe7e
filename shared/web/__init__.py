"""The HTTP shell: routes with schemas and roles, problems, paging, preconditions, the API's contract."""
