"""What is asked of the tree and its dependencies before a change is taken (``make security``).

Each check is first shown something that it must refuse: a tool that finds nothing there is not believed.
"""
